import type { ObjectRef } from '../../src/core/objectRef.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';

/** `text` as a link-like button that opens the object as YAML, at the line of `path` where given. */
export function yamlButton(view: ViewContext, object: ObjectRef, text: string, path?: string): HTMLButtonElement {
  const title =
    path === undefined
      ? view.label('Open the YAML of {0}', objectTitle(object))
      : view.label('Open the YAML of {0} at {1}', objectTitle(object), path);
  const button = element('button', { type: 'button', class: 'link', title }, text);
  button.addEventListener('click', () =>
    view.send(path === undefined ? { type: 'openYaml', object } : { type: 'openYaml', object, path }),
  );
  return button;
}

/** `text` as a link-like button that shows the object in the Clusters view. */
export function revealButton(view: ViewContext, object: ObjectRef, text: string): HTMLButtonElement {
  const title = view.label('Show {0} in Clusters', objectTitle(object));
  const button = element('button', { type: 'button', class: 'link', title }, text);
  button.addEventListener('click', () => view.send({ type: 'reveal', object }));
  return button;
}

/** `Service shop/api`, `Node node-1`, `Pod shop/cart-x2k (container app)`. */
export function objectTitle({ kind, namespace, name, container }: ObjectRef): string {
  const place = namespace === undefined ? name : `${namespace}/${name}`;
  return `${kind} ${place}${container === undefined ? '' : ` (${container})`}`;
}
