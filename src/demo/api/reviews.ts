import type { Json, JsonObject } from '../../core/json.ts';
import { ApiError, badRequest } from '../apiError.ts';
import { demoUser, type DemoCluster } from '../demoCluster.ts';
import { json, type Answer, type ApiRequest } from '../http/exchange.ts';
import { asObject, isObject, mapAt, textAt } from '../kubeObject.ts';
import { isProtobuf, readReview } from './protobufReview.ts';
import { servedKinds } from '../servedKinds.ts';

const readingVerbs: readonly string[] = ['get', 'list', 'watch'];

/** Reviews by which a client asks what it may do. They are sent by POST and store nothing. */
const reviews: Readonly<Record<string, (spec: JsonObject, at: string) => JsonObject>> = {
  'authorization.k8s.io/v1 selfsubjectaccessreviews': (spec) => ({
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec,
    status: accessTo(spec),
  }),
  'authorization.k8s.io/v1 selfsubjectrulesreviews': (spec) => {
    if (typeof spec.namespace !== 'string') throw badRequest('no namespace on request');
    return {
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: {},
      status: { resourceRules: resourceRules(), nonResourceRules, incomplete: false },
    };
  },
  'authentication.k8s.io/v1 selfsubjectreviews': (_spec, at) => ({
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: at },
    status: { userInfo: { ...demoUser } },
  }),
};

/** Undefined when the path is no review. */
export function isReview(group: string, version: string, resource: string): boolean {
  return Object.hasOwn(reviews, `${group}/${version} ${resource}`);
}

export async function answerReview(
  groupAndResource: string,
  request: ApiRequest,
  { clock }: DemoCluster,
): Promise<Answer> {
  const bytes = await bodyOf(request);
  const body = isProtobuf(bytes) ? readReview(bytes) : asObject(parsed(bytes.toString('utf8')));
  const at = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const review = reviews[groupAndResource];
  return json(review?.(mapAt(body, 'spec'), at) ?? null, 201);
}

/** Everything may be read, nothing written; creating a review about oneself is reading. */
function accessTo(spec: JsonObject): JsonObject {
  if (isObject(spec.nonResourceAttributes)) return { allowed: spec.nonResourceAttributes.verb === 'get' };
  const verb = textAt(spec, 'resourceAttributes.verb') ?? '';
  const resource = textAt(spec, 'resourceAttributes.resource') ?? '';
  const isOwnReview = verb === 'create' && resource.startsWith('selfsubject');
  if (isOwnReview || readingVerbs.includes(verb)) return { allowed: true };
  return { allowed: false, reason: 'the demo cluster is for reading only' };
}

function resourceRules(): Json[] {
  const groups = [...new Set(servedKinds.map(({ group }) => group))];
  return [
    { verbs: [...readingVerbs], apiGroups: groups, resources: ['*'] },
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

const largestBody = 1_000_000;

async function bodyOf({ raw }: ApiRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > largestBody) throw new ApiError(413, 'RequestEntityTooLarge', 'the request is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest('the object provided is unrecognized (must be of type JSON)');
  }
}
