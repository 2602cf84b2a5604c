import type { Json, JsonObject } from '../../core/json.ts';
import { badRequest, invalid, noSuchResource, readOnlyReason, type ApiError } from '../apiError.ts';
import type { DemoCluster, DemoUser } from '../demoCluster.ts';
import { json, type Answer, type ApiRequest } from '../http/exchange.ts';
import { isObject, mapAt, textAt } from '../kubeObject.ts';
import { servedKinds } from '../servedKinds.ts';
import { readReviewBody } from './readReviewBody.ts';
import { timeText } from '../../core/timeText.ts';

const readingVerbs: readonly string[] = ['get', 'list', 'watch'];
const writingVerbs: readonly string[] = ['create', 'update', 'patch', 'delete', 'deletecollection'];

interface Review {
  readonly path: string;
  readonly kind: string;
  readonly answer: (spec: JsonObject, user: DemoUser, at: string) => JsonObject;
}

/** Reviews by which a client asks what it may do. They are sent by POST and store nothing. */
const reviews: readonly Review[] = [
  {
    path: 'authorization.k8s.io/v1/selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    answer: (spec, user) => {
      requireOneQuestion(spec);
      return {
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: {},
        spec,
        status: accessTo(spec, user),
      };
    },
  },
  {
    path: 'authorization.k8s.io/v1/selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    answer: (spec, user) => {
      if (typeof spec.namespace !== 'string' || spec.namespace === '') throw badRequest('no namespace on request');
      return {
        kind: 'SelfSubjectRulesReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: {},
        spec: {},
        status: { resourceRules: resourceRules(user), nonResourceRules, incomplete: false },
      };
    },
  },
  {
    path: 'authentication.k8s.io/v1/selfsubjectreviews',
    kind: 'SelfSubjectReview',
    answer: (_spec, { username, uid, groups }, at) => ({
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: at },
      status: { userInfo: { username, uid, groups } },
    }),
  },
];

/** Source: ValidateSelfSubjectAccessReviewSpec, kubernetes/pkg/apis/authorization/validation. */
function requireOneQuestion({ resourceAttributes, nonResourceAttributes }: JsonObject): void {
  const refuse = (field: string, message: string): ApiError =>
    invalid({ kind: '', group: 'authorization.k8s.io', name: '' }, [{ reason: 'FieldValueInvalid', message, field }]);
  if (isObject(resourceAttributes) && isObject(nonResourceAttributes))
    throw refuse(
      'spec.nonResourceAttributes',
      'Invalid value: cannot be specified in combination with resourceAttributes',
    );
  if (!isObject(resourceAttributes) && !isObject(nonResourceAttributes))
    throw refuse(
      'spec.resourceAttributes',
      'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
}

/** `/apis/GROUP/VERSION/RESOURCE` of a review about oneself. */
export function isOwnReview(segments: readonly string[]): boolean {
  return reviewOf(segments) !== undefined;
}

/** @throws ApiError 400, 413, 415, 422 for a body that is no such review */
export async function answerReview(
  segments: readonly string[],
  request: ApiRequest,
  { clock }: DemoCluster,
): Promise<Answer> {
  const review = reviewOf(segments);
  if (review === undefined) throw noSuchResource();
  const body = await readReviewBody(request, review.kind);
  const at = timeText(clock.now());
  return json(review.answer(mapAt(body, 'spec'), request.user, at), 201);
}

function reviewOf(segments: readonly string[]): Review | undefined {
  const [root, ...rest] = segments;
  return root === 'apis' ? reviews.find(({ path }) => path === rest.join('/')) : undefined;
}

/** Everything may be read by all, and written by who may write; creating a review about oneself is reading. */
function accessTo(spec: JsonObject, user: DemoUser): JsonObject {
  if (isObject(spec.nonResourceAttributes)) return { allowed: spec.nonResourceAttributes.verb === 'get' };
  const verb = textAt(spec, 'resourceAttributes.verb') ?? '';
  const resource = textAt(spec, 'resourceAttributes.resource') ?? '';
  const isOwnReview = verb === 'create' && resource.startsWith('selfsubject');
  if (isOwnReview || verbsOf(user).includes(verb)) return { allowed: true };
  return user.mayWrite ? { allowed: false } : { allowed: false, reason: readOnlyReason };
}

function verbsOf({ mayWrite }: DemoUser): readonly string[] {
  return mayWrite ? [...readingVerbs, ...writingVerbs] : readingVerbs;
}

function resourceRules(user: DemoUser): Json[] {
  const groups = [...new Set(servedKinds.map(({ group }) => group))];
  return [
    { verbs: verbsOf(user), apiGroups: groups, resources: ['*'] },
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  ];
}

const nonResourceRules: Json[] = [
  {
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
    ],
  },
];
