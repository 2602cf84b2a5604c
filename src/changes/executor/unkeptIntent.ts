import { KubeError } from '../../core/kubeError.ts';

/** What helps, by the file system's word for it. */
const helps: Readonly<Record<string, string>> = {
  ENOSPC: 'make room on that disk',
  EDQUOT: 'make room in your quota of that disk',
  EROFS: 'have that disk mounted for writing',
  EACCES: 'let that folder be written to by you',
  EPERM: 'let that folder be written to by you',
};

/** A change that cannot be kept is not made. What the disk refuses is for whoever set the folder, and no defect. */
export function unkeptIntent(error: unknown): KubeError {
  const because = error instanceof Error ? error.message : String(error);
  const code = systemCode(error);
  const detail = `what is going to be done cannot be kept in the journal (${because}), so nothing was changed`;
  return new KubeError(
    {
      code: code === undefined ? 'internal' : 'bad_input',
      operation: 'connect',
      detail,
      headline: `Nothing was changed, since ${because}.`,
      hint:
        code === undefined
          ? 'try again in a minute'
          : `${helps[code] ?? 'let it be a folder that can be written to'}, or name another folder by the environment's KUBE_SRE_HOME`,
    },
    { cause: error },
  );
}

/** `ENOSPC`: the error's own, or that of what caused it. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : systemCode(error.cause);
}
