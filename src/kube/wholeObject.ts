import type { JsonObject } from '../core/json.ts';
import { anything, mapOf, projection } from './shape.ts';

/** An object as the server sent it; what is no object has no fields. */
export const wholeObject: (raw: unknown) => JsonObject = projection(mapOf(anything));
