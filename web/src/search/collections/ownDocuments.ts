import { h } from '../../ui/dom';
import { uploadCommands } from './uploadCommands';
import './collections.css';

/** How to index one's own documents, as commands that work on this page's server. */
export class OwnDocuments {
  readonly element: HTMLElement;
  private readonly commands = h('code', {});
  private readonly key = h(
    'p',
    { class: 'hint', hidden: true },
    'Put your key in place of ',
    h('code', {}, 'KEY'),
    ': the first command needs one of the scope ',
    h('code', {}, 'admin'),
    ', the second ',
    h('code', {}, 'write'),
    ' or ',
    h('code', {}, 'admin'),
    '.',
  );

  constructor() {
    this.element = h(
      'div',
      { class: 'own-documents' },
      h(
        'p',
        {},
        'One JSON object a line, with an ',
        h('code', {}, 'id'),
        ', a ',
        h('code', {}, 'text'),
        ', and if you like a ',
        h('code', {}, 'title'),
        ' and ',
        h('code', {}, 'metadata'),
        ' to filter by:',
      ),
      h('pre', { tabindex: 0 }, this.commands),
      this.key,
      h(
        'p',
        { class: 'hint' },
        'Files of all other formats are sent to ',
        h('code', {}, '/files?path=NAME'),
        ' as they are; folders on the server’s own machine are read by ',
        h('code', {}, 'lodestone index'),
        '.',
      ),
    );
    this.show(false);
  }

  /** @param withKey Whether the server wants a key. The commands have a placeholder: a key is not to be shown. */
  show(withKey: boolean): void {
    this.commands.textContent = uploadCommands(new URL('v1', document.baseURI).href, withKey);
    this.key.hidden = !withKey;
  }
}
