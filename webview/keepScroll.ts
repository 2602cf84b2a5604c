import type { ViewState } from './viewState.ts';

/** Drawings get their height only once they know their width, so the page is long enough for the old place a little later. */
const patience = 1000;

/**
 * Remembers how far the page and each scrolling part of it (`data-scroll` is its name) are scrolled, and scrolls them there again
 * as soon as they are long enough, unless the person has moved meanwhile.
 */
export function keepScroll(page: HTMLElement, state: ViewState, signal: AbortSignal): void {
  keep('scroll', document.documentElement, page, window, state, signal);
  for (const part of page.querySelectorAll<HTMLElement>('[data-scroll]'))
    keep(`scroll ${part.dataset.scroll ?? ''}`, part, part, part, state, signal);
}

function keep(
  name: string,
  scroller: Element,
  growing: Element,
  heard: EventTarget,
  state: ViewState,
  signal: AbortSignal,
): void {
  const wanted = state.get(name);
  let due = typeof wanted === 'number' && wanted > 0;
  const sizes = new ResizeObserver(restore);
  function restore(): void {
    if (!due || typeof wanted !== 'number') return;
    scroller.scrollTop = wanted;
    if (Math.abs(scroller.scrollTop - wanted) < 2) settle();
  }
  function settle(): void {
    due = false;
    sizes.disconnect();
  }
  if (due) sizes.observe(growing);
  restore();
  const late = setTimeout(settle, patience);
  for (const moved of ['wheel', 'keydown', 'pointerdown']) window.addEventListener(moved, settle, { signal });
  const remember = (): void => {
    if (!due) state.set(name, Math.round(scroller.scrollTop));
  };
  heard.addEventListener('scroll', remember, { passive: true, signal });
  signal.addEventListener('abort', () => {
    clearTimeout(late);
    sizes.disconnect();
  });
}
