import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { evidenceList } from '../parts/evidenceList.ts';
import { revealButton, yamlButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';
import { momentText } from './momentText.ts';

/** The chosen moment with its evidence, under the drawing. */
export function momentDetails(view: ViewContext, block: TimelineBlock<string>, moment: Moment): readonly HTMLElement[] {
  const { evidence } = moment;
  const object = block.lanes[moment.lane]?.object;
  return [
    ...momentText(view, block, moment),
    ...(evidence === undefined ? [] : [evidenceList(view, [evidence], object ?? evidence.object)]),
    ...(object === undefined
      ? []
      : [
          element(
            'p',
            { class: 'links' },
            yamlButton(view, object, view.label('Open YAML')),
            revealButton(view, object, view.label('Show in Clusters')),
          ),
        ]),
  ];
}
