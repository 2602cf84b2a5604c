import { fileURLToPath } from 'node:url';
import { userSalt } from '../../../src/changes/userSalt.ts';

/** This file, to be run as a process of its own that asks for the salt of FOLDER. */
export const saltWriter = fileURLToPath(import.meta.url);

if (process.argv[1] === saltWriter) process.stdout.write(await userSalt(process.argv[2] ?? ''));
