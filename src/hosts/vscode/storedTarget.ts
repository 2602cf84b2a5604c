export interface StoredTarget {
  readonly context?: string;
  /** The demo cluster's context, which exists only while the demo runs. */
  readonly demoContext?: string;
  /** The default namespace of each context, where one was chosen. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** The namespaces that were ever chosen in each context, the last first: where they may not be listed they are known by this. */
  readonly named?: Readonly<Record<string, readonly string[]>>;
}

/** @param running the context of the demo that runs. Where none does, a context of its old name is one of the kubeconfig. */
export function withContext(stored: StoredTarget, context: string, running: string | undefined): StoredTarget {
  const { demoContext, ...others } = stored;
  const isDemos = demoContext !== undefined && (demoContext !== context || running === context);
  return { ...others, context, ...(isDemos ? { demoContext } : {}) };
}
