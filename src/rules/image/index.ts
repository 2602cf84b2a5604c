import type { AnyRule } from '../../core/rule.ts';
import { absentAndNeverPulled } from './absentAndNeverPulled.ts';
import { invalidName } from './invalidName.ts';
import { mutableTag } from './mutableTag.ts';
import { notFound } from './notFound.ts';
import { pullFailed } from './pullFailed.ts';
import { pullSlow } from './pullSlow.ts';
import { rateLimited } from './rateLimited.ts';
import { registryUnreachable } from './registryUnreachable.ts';
import { unauthorized } from './unauthorized.ts';
import { wrongPlatform } from './wrongPlatform.ts';

export const imageRules: readonly AnyRule[] = [
  notFound,
  unauthorized,
  registryUnreachable,
  rateLimited,
  wrongPlatform,
  invalidName,
  absentAndNeverPulled,
  pullFailed,
  mutableTag,
  pullSlow,
];
