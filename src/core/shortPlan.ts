import type { Plan } from './plan.ts';

/** Characters of one value, as JSON, in a plan that has to be short; and fields before and after. */
const longestValue = 200;
const mostFields = 12;

/** A plan for a reader with little room: long values lose their end, and many fields are counted. Digest, checks and warnings stay. */
export function shortPlan(plan: Plan): Plan {
  const { steps, undo, dryRun } = plan;
  const diff = dryRun.diff?.slice(0, mostFields).map(({ path, ...sides }) => ({
    path,
    ...('before' in sides ? { before: short(sides.before) } : {}),
    ...('after' in sides ? { after: short(sides.after) } : {}),
  }));
  const more = (dryRun.diff?.length ?? 0) - mostFields;
  return {
    ...plan,
    steps: steps.map(withShortBody),
    undo: { ...undo, ...(undo.steps === undefined ? {} : { steps: undo.steps.map(withShortBody) }) },
    dryRun: {
      ...dryRun,
      ...(diff === undefined ? {} : { diff: more > 0 ? [...diff, { path: `… ${more} more fields` }] : diff }),
    },
  };
}

function withShortBody<T extends { readonly body?: unknown }>(step: T): T {
  return step.body === undefined ? step : { ...step, body: short(step.body) };
}

function short(value: unknown): unknown {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length <= longestValue ? value : `${text.slice(0, longestValue)}… (${text.length} characters)`;
}
