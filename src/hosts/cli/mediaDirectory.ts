import { existsSync } from 'node:fs';
import path from 'node:path';

/** `media` beside `dist` in the package and in a checkout; from src/hosts/cli it is three folders up. */
export function mediaDirectory(): string {
  const beside = path.join(import.meta.dirname, '..', 'media');
  return existsSync(beside) ? beside : path.join(import.meta.dirname, '..', '..', '..', 'media');
}
