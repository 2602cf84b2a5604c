import type { ControlPlane } from '../../support/controlPlane.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { Wish } from './wish.ts';

/** What the server itself says of each: one SubjectAccessReview, all in one request of kubectl. */
export async function allowedBy(
  cluster: ControlPlane,
  home: string,
  asked: readonly (readonly [person: string, wish: Wish])[],
): Promise<(person: string, wish: Wish) => boolean> {
  const key = (person: string, wish: Wish): string => JSON.stringify([person, wish]);
  const distinct = [...new Map(asked.map((one) => [key(...one), one])).entries()];
  const items = distinct.map(([, [person, wish]]) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: {
      user: `system:serviceaccount:${home}:${person}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${home}`, 'system:authenticated'],
      resourceAttributes: wish,
    },
  }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const text = await cluster.kubectl(['create', '-f', '-', '-o', 'json'], list);
  const answers = documentsOf(text);
  if (answers.length !== distinct.length) throw new Error(`${answers.length} reviews for ${distinct.length} questions`);
  const allowed = new Map(distinct.map(([name], index) => [name, answers[index]]));
  return (person, wish) => {
    const answer = allowed.get(key(person, wish));
    if (answer === undefined) throw new Error(`nobody asked for ${key(person, wish)}`);
    return answer;
  };
}

/** kubectl prints one JSON object behind the other, or one list of them. */
function documentsOf(text: string): readonly boolean[] {
  return text
    .trim()
    .split(/^(?=\{)/m)
    .map((document): unknown => JSON.parse(document))
    .flatMap((one) => (isRecord(one) && Array.isArray(one.items) ? (one.items as unknown[]) : [one]))
    .map((one) => isRecord(one) && isRecord(one.status) && one.status.allowed === true);
}
