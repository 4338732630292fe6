import { h, setText } from '../../ui/dom';
import { allScenarios, type Scenario } from './scenario';

/** What can be on the page: a scenario, the visitor's own text, or what a link brought. */
export type Choice = Scenario | 'own' | 'link';

const notes = {
  own: 'Yours. It stays in this tab, also when you reload it or look at a scenario, unless you share its link.',
  link: 'From a link, which holds all of it. Nothing was sent to a server.',
} as const;

/** Chooses among the scenarios that the page brings along, and the visitor's own text. */
export class ScenarioPicker {
  readonly element: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly link = h('option', { value: 'link', hidden: true }, 'From a link');
  private readonly note = h('p', { class: 'hint', id: 'scenario-note' });

  constructor(onChoose: (choice: Choice) => void) {
    this.select = h(
      'select',
      {
        id: 'scenario',
        'aria-describedby': 'scenario-note',
        onchange: () => {
          const { value } = this.select;
          const choice = value === 'own' || value === 'link' ? value : allScenarios[Number(value)];
          if (choice !== undefined) onChoose(choice);
        },
      },
      h('option', { value: 'own' }, 'Your own'),
      this.link,
      ...allScenarios.map((scenario, i) => h('option', { value: i }, scenario.title)),
    );
    this.element = h('div', { class: 'field' }, h('label', { for: 'scenario' }, 'Scenario'), this.select, this.note);
  }

  /** Shows which is on the page. */
  show(choice: Choice): void {
    if (choice === 'link') this.link.hidden = false;
    this.select.value = typeof choice === 'string' ? choice : String(allScenarios.indexOf(choice));
    setText(this.note, typeof choice === 'string' ? notes[choice] : choice.note);
  }
}
