import { methodNotAllowed, noSuchResource } from '../apiError.ts';
import { serverVersion, type DemoCluster } from '../demoCluster.ts';
import { json, pageNotFound, type Answer, type ApiRequest } from '../http/exchange.ts';
import { requireJson } from './accept.ts';
import { coreVersions, groupList, oneGroup, resourceList, servedPaths } from './discovery.ts';
import { health } from './health.ts';
import { openApiDocument, openApiIndex } from './openApi.ts';
import { isTrue } from './parameters.ts';
import { readLogs } from './readLogs.ts';
import { getObject, listObjects } from './readObjects.ts';
import { mayWrite, refusedWrite } from './refusedWrite.ts';
import { resourcePath, type ResourcePath } from './resourcePath.ts';
import { answerReview, isOwnReview } from './reviews.ts';
import { watchObjects } from './watchObjects.ts';
import { hasStatus } from './write/hasStatus.ts';
import { hasScale } from './write/scale.ts';
import { readScale, writeObject } from './write/writeRoute.ts';

/** From a path to its handler. */
export function route(cluster: DemoCluster, request: ApiRequest): Answer | Promise<Answer> {
  const { method, segments } = request;
  cluster.controllers?.advance(cluster.clock.now());
  if (method === 'POST' && isOwnReview(segments)) return answerReview(segments, request, cluster);
  if (method === 'HEAD') throw methodNotAllowed();
  if (isWrite(request) && !mayWrite(request)) throw refusedWrite(request);
  const [root, ...rest] = segments;
  switch (root) {
    case undefined:
      return rootPaths(cluster);
    case 'api':
      if (rest[0] === undefined) {
        requireJson(request);
        return coreVersions(request);
      }
      return inVersion(cluster, request, '', rest[0], rest.slice(1));
    case 'apis': {
      const [group, version, ...below] = rest;
      if (version === undefined) requireJson(request);
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
      if (rest.length > 0) return pageNotFound();
      requireJson(request);
      return json(version);
    case 'healthz':
    case 'livez':
    case 'readyz':
      return health(root, rest.length === 0 ? undefined : rest.join('/'), request);
    default:
      return pageNotFound();
  }
}

function isWrite({ method }: ApiRequest): boolean {
  return method !== 'GET';
}

/** `/`: what there is to ask for. */
function rootPaths({ openApi }: DemoCluster): Answer {
  const own = ['/healthz', '/livez', '/openapi/v3', '/readyz', '/version'];
  const documents = [...openApi.keys()].map((path) => `/openapi/v3/${path}`);
  return json({ paths: [...servedPaths(), ...own, ...documents].sort() });
}

const version = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
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
  // A group that is served has a router of its own, which answers for versions that are not.
  if (list === undefined) {
    if (group === '' || oneGroup(group) !== undefined) throw noSuchResource();
    return pageNotFound();
  }
  const [first] = segments;
  if (first === undefined) {
    if (isWrite(request)) throw methodNotAllowed();
    requireJson(request);
    return list;
  }
  if (isOwnReview(request.segments)) throw methodNotAllowed();
  const path = resourcePath(group, version, segments);
  if (path === undefined) throw noSuchResource();
  return isWrite(request) ? writeObject(cluster, path, request) : read(cluster, path, request);
}

function read(cluster: DemoCluster, path: ResourcePath, request: ApiRequest): Answer {
  const { kind, name, namespace, subresource } = path;
  if (subresource !== undefined) {
    if (kind.kind === 'Pod' && subresource === 'log') return readLogs(cluster, path, request);
    if (subresource === 'scale' && hasScale(kind.kind)) return readScale(cluster, path);
    if (subresource === 'status' && hasStatus(kind.kind)) return getObject(cluster, path, request);
    if (kind.kind === 'Pod' && subresource === 'eviction') throw methodNotAllowed();
    throw noSuchResource();
  }
  const isList = name === undefined;
  requireJson(request, isList && kind.verbs.includes('watch') ? ['application/json;stream=watch'] : []);
  if (!isList) {
    // Of one object there is no watch: the parameter is not looked at.
    if (kind.namespaced && namespace === undefined) throw noSuchResource();
    return getObject(cluster, path, request);
  }
  if (!isTrue(request.query.get('watch'))) return listObjects(cluster, path, request);
  if (!kind.verbs.includes('watch')) throw methodNotAllowed();
  return watchObjects(cluster, path, request);
}
