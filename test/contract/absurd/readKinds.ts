import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRecord } from '../../../src/core/json.ts';
import { root } from '../../support/sourceImports.ts';

const folder = path.join(root, 'src', 'kube', 'kinds');

/** The names of all kinds that have a projection: `Pod`. New ones are covered by being there. */
export async function readKinds(): Promise<readonly string[]> {
  const modules = await Promise.all(
    readdirSync(folder).map((file) => import(pathToFileURL(path.join(folder, file)).href) as Promise<unknown>),
  );
  const kinds = modules.flatMap((module) =>
    Object.values({ ...(module as object) }).flatMap((value: unknown) =>
      isRecord(value) && typeof value.kind === 'string' && typeof value.project === 'function' ? [value.kind] : [],
    ),
  );
  return [...new Set(kinds)].sort();
}
