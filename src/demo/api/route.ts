import { badRequest, methodNotAllowed, noSuchResource, readOnly } from '../apiError.ts';
import { demoUser, serverVersion, type DemoCluster } from '../demoCluster.ts';
import { json, pageNotFound, type Answer, type ApiRequest } from '../http/exchange.ts';
import { coreVersions, groupList, oneGroup, resourceList } from './discovery.ts';
import { health } from './health.ts';
import { openApiDocument, openApiIndex } from './openApi.ts';
import { readLogs } from './readLogs.ts';
import { getObject, listObjects } from './readObjects.ts';
import { resourcePath, type ResourcePath } from './resourcePath.ts';
import { answerReview, isReview } from './reviews.ts';
import { isTrue, watchObjects } from './watchObjects.ts';

/** From a path to its handler. */
export function route(cluster: DemoCluster, request: ApiRequest): Answer | Promise<Answer> {
  const [root, ...rest] = request.segments;
  switch (root) {
    case 'api':
      if (rest.length === 0) return coreVersions(request);
      return rest[0] === 'v1' ? inVersion(cluster, request, '', 'v1', rest.slice(1)) : pageNotFound();
    case 'apis': {
      const [group, version, ...below] = rest;
      if (group === undefined) return groupList(request);
      if (version === undefined) return oneGroup(group) ?? pageNotFound();
      return inVersion(cluster, request, group, version, below);
    }
    case 'openapi':
      if (rest[0] !== 'v3') return pageNotFound();
      return rest.length === 1
        ? openApiIndex(cluster.openApi)
        : openApiDocument(cluster.openApi, rest.slice(1).join('/'), request);
    case 'version':
      return rest.length === 0 ? json(version) : pageNotFound();
    case 'healthz':
    case 'livez':
    case 'readyz':
      return health(root, rest.length === 0 ? undefined : rest.join('/'), request);
    default:
      return pageNotFound();
  }
}

const version = {
  major: '1',
  minor: '36',
  gitVersion: serverVersion,
  gitCommit: 'demo',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'demo/embedded',
};

function inVersion(
  cluster: DemoCluster,
  request: ApiRequest,
  group: string,
  version: string,
  segments: readonly string[],
): Answer | Promise<Answer> {
  const list = resourceList(group, version);
  if (list === undefined) return pageNotFound();
  const [first, second] = segments;
  if (first === undefined) return list;
  if (second === undefined && isReview(group, version, first)) {
    if (request.method !== 'POST') throw methodNotAllowed();
    return answerReview(`${group}/${version} ${first}`, request, cluster);
  }
  const path = resourcePath(group, version, segments);
  if (path === undefined) throw noSuchResource();
  if (request.method !== 'GET') throw refusedWrite(path, request.method);
  return read(cluster, path, request);
}

function read(cluster: DemoCluster, path: ResourcePath, request: ApiRequest): Answer {
  const { kind, name, namespace, subresource } = path;
  if (subresource !== undefined) {
    if (kind.kind === 'Pod' && subresource === 'log') return readLogs(cluster, path, request);
    throw noSuchResource();
  }
  if (isTrue(request.query.get('watch'))) {
    if (!kind.verbs.includes('watch')) throw methodNotAllowed();
    return watchObjects(cluster, path, request);
  }
  if (name === undefined) return listObjects(cluster, path, request);
  if (kind.namespaced && namespace === undefined) throw badRequest('namespace is required');
  return getObject(cluster, path, request);
}

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

function refusedWrite({ kind, name, namespace }: ResourcePath, method: string) {
  const verb = verbs[method];
  if (verb === undefined) return methodNotAllowed();
  return readOnly({ user: demoUser.username, verb, resource: kind.resource, group: kind.group, name, namespace });
}
