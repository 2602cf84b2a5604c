/** What the proxy does with a request whose path matches. */
export type Fault =
  /** A Status of the server's. */
  | { readonly answer: number; readonly reason?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is closed before any answer. */
  | { readonly close: true }
  /** Nothing comes at all (`head`), or the head and nothing after it. */
  | { readonly stall: true | 'head' }
  /** A whole answer with this body. */
  | { readonly body: string | Buffer; readonly headers?: Readonly<Record<string, string>> }
  /** The request goes on to the server when this has ended. */
  | { readonly hold: (path: string) => Promise<unknown> }
  /** The server does what it was asked, and this comes in the place of its answer. */
  | { readonly after: Fault }
  | AnswerFault;

/** What is done to the server's own answer. */
export type AnswerFault =
  /** The body ends after so many bytes, without an error of HTTP's. */
  | { readonly cutAt: number }
  /** The connection is lost after so many bytes of the body. */
  | { readonly dropAt: number }
  /** The connection stays, and nothing comes after so many bytes of the body. */
  | { readonly stallAt: number }
  /** So many bytes of the body at once, and a rest of so many milliseconds after each. */
  | { readonly trickle: number; readonly every: number }
  /** The whole body, changed. */
  | { readonly rewrite: (body: string) => string };
