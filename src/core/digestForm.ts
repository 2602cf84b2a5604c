/** How a plan's digest is written. What is not written so is the digest of no plan. */
export const digestForm = /^sha256:[0-9a-f]{64}$/;
