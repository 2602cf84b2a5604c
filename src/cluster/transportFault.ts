export type FaultKind =
  | 'connectTimeout'
  | 'quiet'
  /** The body ended before its end: a connection lost, a proxy's limit. */
  | 'bodyCut'
  | 'badGzip'
  /** It came whole and is not what was asked for. */
  | 'badBody'
  | 'tooLarge'
  | 'proxy';

/** What went wrong on the way, before it is put in the words of a KubeError (apiErrors.ts). */
export class TransportFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportFault';
    this.kind = kind;
  }
}
