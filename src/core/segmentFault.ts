/**
 * Why a text cannot be the name of an object, as the end of a sentence; undefined where it can. Names become segments of the API's paths,
 * and the rule is the API server's own for them (IsValidPathSegmentName of k8s.io/apimachinery, which every kind's names keep): with `.`
 * a get of one Secret would be a list of them all.
 */
export function segmentFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name === '.' || name === '..') return 'is a step in a path and no name';
  if (/[/%]/.test(name)) return 'is no name: names hold neither / nor %';
  if (/\p{Cc}/u.test(name)) return 'is no name: it holds control characters';
  return undefined;
}
