import { button, setMenuOpen } from '../controls.ts';
import { element } from '../element.ts';

interface MenuItem {
  readonly text: string;
  readonly choose: () => void;
}

/** A button with a small menu: arrow keys, Home and End move, Escape closes, Tab leaves. */
export function menuButton(
  text: string,
  iconName: string,
  items: readonly MenuItem[],
  signal: AbortSignal,
): HTMLElement {
  const entries = items.map(({ text, choose }) => {
    const entry = element('button', { type: 'button', role: 'menuitem', tabindex: -1 }, text);
    entry.addEventListener('click', () => {
      close(true);
      choose();
    });
    return entry;
  });
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': text, hidden: true }, ...entries);
  const opener = button(text, { icon: iconName }, () => (menu.hidden ? open() : close(true)));
  setMenuOpen(opener, false);
  const whole = element('span', { class: 'menu-button' }, opener, menu);

  function open(): void {
    menu.hidden = false;
    setMenuOpen(opener, true);
    entries[0]?.focus();
  }
  function close(back: boolean): void {
    menu.hidden = true;
    setMenuOpen(opener, false);
    if (back) opener.focus();
  }
  menu.addEventListener('keydown', (event) => {
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') close(false);
    if (to === undefined) return;
    entries.at(to % entries.length)?.focus();
    event.preventDefault();
  });
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    open();
    event.preventDefault();
  });
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      if (!menu.hidden && !(target instanceof Node && whole.contains(target))) close(false);
    },
    { signal },
  );
  return whole;
}
