import type { CodeBlock } from '../../src/core/blocks.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';

export function codeView(view: ViewContext, { title, language, text }: CodeBlock<string>): HTMLElement {
  return element(
    'div',
    { class: 'code' },
    copyButton(view, () => text),
    element(
      'pre',
      { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': title, 'data-scroll': title },
      element('code', { class: `language-${language}` }, text),
    ),
  );
}

/** Copies what `text` gives at the time of the press. */
export function copyButton(view: ViewContext, text: () => string): HTMLElement {
  return button(view.label('Copy'), { icon: 'copy' }, () => {
    navigator.clipboard.writeText(text()).then(
      () => view.announce(view.label('Copied')),
      () => view.announce(view.label('Copying was refused')),
    );
  });
}
