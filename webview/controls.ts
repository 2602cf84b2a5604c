import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { customElement } from './element.ts';
import { icon } from './icon.ts';

/** The only module that knows the control library, which may be replaced one day. Call this once, before any control is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

interface ButtonLook {
  readonly icon?: string;
  readonly primary?: boolean;
  readonly title?: string;
}

export function button(text: string, look: ButtonLook, press: () => void): HTMLElement {
  const made = customElement(
    'vscode-button',
    { appearance: look.primary === true ? 'primary' : 'secondary', title: look.title },
    text,
  );
  if (look.icon !== undefined) {
    const start = icon(look.icon);
    start.slot = 'start';
    made.prepend(start);
  }
  made.addEventListener('click', press);
  return made;
}

/** For a button that stays down. */
export function setPressed(of: HTMLElement, pressed: boolean): void {
  setState(of, { ariaPressed: String(pressed) });
  of.setAttribute('appearance', pressed ? 'primary' : 'secondary');
  // High-contrast themes give both appearances the same colours.
  of.classList.toggle('pressed', pressed);
}

/** For a button that opens a menu. */
export function setMenuOpen(of: HTMLElement, open: boolean): void {
  setState(of, { ariaHaspopup: 'menu', ariaExpanded: String(open) });
}

/** By properties: the library's button passes them on to the real button inside, and overlooks a change of the attributes. */
function setState(of: HTMLElement, state: Readonly<Record<string, string>>): void {
  Object.assign(of, state);
}

export function checkbox(
  content: readonly (Node | string)[],
  checked: boolean,
  change: (checked: boolean) => void,
): HTMLElement {
  const made = customElement('vscode-checkbox', { checked }, ...content);
  made.addEventListener('change', () => change('checked' in made && made.checked === true));
  return made;
}

interface Choice {
  readonly value: string;
  readonly text: string;
}

export function dropdown(
  name: string,
  choices: readonly Choice[],
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  const options = choices.map(({ value, text }) =>
    customElement('vscode-option', { value, selected: value === chosen }, text),
  );
  const made = customElement('vscode-dropdown', { 'aria-label': name }, ...options);
  made.addEventListener('change', () => change(valueOf(made)));
  return made;
}

export function textField(name: string, value: string, input: (value: string) => void): HTMLElement {
  // The library names the field by its content, whatever aria-label it is given; the style sheet hides that.
  const made = customElement('vscode-text-field', { placeholder: name, value }, name);
  made.addEventListener('input', () => input(valueOf(made)));
  return made;
}

function valueOf(control: HTMLElement): string {
  return 'value' in control && typeof control.value === 'string' ? control.value : '';
}
