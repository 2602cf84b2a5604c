import type { AnyRule } from '../../core/rule.ts';
import { missingConfigMap } from './missingConfigMap.ts';
import { missingConfigMapKey } from './missingConfigMapKey.ts';
import { missingPersistentVolumeClaim } from './missingPersistentVolumeClaim.ts';
import { missingPriorityClass } from './missingPriorityClass.ts';
import { missingPullSecret } from './missingPullSecret.ts';
import { missingRuntimeClass } from './missingRuntimeClass.ts';
import { missingSecret } from './missingSecret.ts';
import { missingSecretKey } from './missingSecretKey.ts';
import { missingServiceAccount } from './missingServiceAccount.ts';

export const referenceRules: readonly AnyRule[] = [
  missingConfigMap,
  missingConfigMapKey,
  missingSecret,
  missingSecretKey,
  missingServiceAccount,
  missingPersistentVolumeClaim,
  missingPullSecret,
  missingPriorityClass,
  missingRuntimeClass,
];
