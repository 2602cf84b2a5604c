/** Whether a failure's reason is that there is no such context, or none is current: choosing one helps. */
export function lacksContext(reason: string | undefined): boolean {
  return reason === 'NoSuchContext' || reason === 'NoCurrentContext';
}
