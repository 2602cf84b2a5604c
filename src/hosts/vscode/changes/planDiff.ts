import type { FieldDiff, Plan, PlanStep } from '../../../core/plan.ts';
import { objectPath } from '../../../core/objectPath.ts';

/** The fields of a plan before and after, as two texts of the same order; where the server was not asked, what the steps say. */
export function planDiff({ dryRun, steps }: Plan): { readonly before: string; readonly after: string } {
  const { diff = [] } = dryRun;
  const fields = diff.length > 0 ? diff : steps.flatMap(stepFields);
  return { before: side(fields, 'before'), after: side(fields, 'after') };
}

function stepFields({ do: verb, object, subresource, approved, body }: PlanStep): readonly FieldDiff[] {
  const place = [verb, objectPath(object), subresource].filter((part) => part !== undefined).join(' ');
  return [{ path: place, before: approved.values, ...(body === undefined ? {} : { after: body }) }];
}

function side(fields: readonly FieldDiff[], which: 'before' | 'after'): string {
  return fields
    .filter((field) => field[which] !== undefined)
    .map(
      ({ path, [which]: value }) => `${path}: ${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`,
    )
    .join('');
}
