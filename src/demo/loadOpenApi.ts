import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../core/json.ts';
import type { OpenApiDocuments } from './api/openApi.ts';

/** The packed documents: one JSON object, by path. */
export async function loadOpenApi(file: string): Promise<OpenApiDocuments> {
  const documents = JSON.parse(gunzipSync(await readFile(file)).toString('utf8')) as Record<string, JsonObject>;
  return new Map(Object.entries(documents));
}
