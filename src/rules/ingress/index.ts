import type { AnyRule } from '../../core/rule.ts';
import { backendPortMissing } from './backendPortMissing.ts';
import { backendServiceMissing } from './backendServiceMissing.ts';
import { certificateExpired } from './certificateExpired.ts';
import { certificateExpiring } from './certificateExpiring.ts';
import { certificateHostMismatch } from './certificateHostMismatch.ts';
import { classMissing } from './classMissing.ts';
import { classUnset } from './classUnset.ts';
import { controllerNotReady } from './controllerNotReady.ts';
import { duplicateHostPath } from './duplicateHostPath.ts';
import { noAddress } from './noAddress.ts';
import { rewriteAmbiguous } from './rewriteAmbiguous.ts';
import { tlsSecretInvalid } from './tlsSecretInvalid.ts';
import { tlsSecretMissing } from './tlsSecretMissing.ts';

export const ingressRules: readonly AnyRule[] = [
  classMissing,
  classUnset,
  backendServiceMissing,
  backendPortMissing,
  tlsSecretMissing,
  tlsSecretInvalid,
  certificateExpired,
  certificateExpiring,
  certificateHostMismatch,
  duplicateHostPath,
  noAddress,
  controllerNotReady,
  rewriteAmbiguous,
];
