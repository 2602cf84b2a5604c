import type { Json, JsonObject } from '../../core/json.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import { KubeError } from '../../core/kubeError.ts';
import { nearest } from '../../core/nearest.ts';
import type { ObjectAddress } from '../../core/ports.ts';
import { parseFieldPath, valueAt } from '../../kube/fieldPath.ts';

/** @throws KubeError `bad_input` for what is no path; `not_found` with what there is instead for one that leads nowhere. */
export function fieldOf(object: JsonObject, path: string, kind: Kind<unknown>, at: ObjectAddress): Json {
  const place = { operation: 'get', resource: resourceName(kind), ...at } as const;
  const steps = parseFieldPath(path);
  if (steps === undefined)
    throw new KubeError({
      ...place,
      code: 'bad_input',
      detail: `${path} is not a field path`,
      hint: "write it as spec.containers[0].image or metadata.annotations['a.b/c']",
    });
  const result = valueAt(object, steps);
  if (result.found) return result.value;
  const { reached, choices } = result;
  const close = nearest(nextStep(steps, reached), choices).map((choice) => join(reached, choice));
  const where = reached === '' ? 'it' : reached.slice(1);
  throw new KubeError({
    ...place,
    code: 'not_found',
    detail: `no field ${path}`,
    headline: `${kind.kind} ${at.name} has no field ${path}; ${where} has ${choices.length === 0 ? 'no fields' : choices.slice(0, 20).join(', ')}.`,
    hint: `${where} has ${choices.length === 0 ? 'no fields' : choices.slice(0, 20).join(', ')}`,
    ...(close.length === 0 ? {} : { nearest: { input: 'path', names: close } }),
  });
}

function nextStep(steps: readonly string[], reached: string): string {
  const passed = reached === '' ? 0 : (parseFieldPath(reached)?.length ?? 0);
  return steps[passed] ?? '';
}

function join(reached: string, choice: string): string {
  const step = choice.startsWith('[') ? choice : /[^\w-]/.test(choice) ? `['${choice}']` : `.${choice}`;
  return `${reached}${step}`.replace(/^\./, '');
}
