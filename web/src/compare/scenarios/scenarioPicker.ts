import { h, setText } from '../../shell/dom';
import { allScenarios, type Scenario } from './scenario';

/** Chooses among the scenarios that the page brings along. */
export class ScenarioPicker {
  readonly element: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly note = h('p', { class: 'hint', id: 'scenario-note' });

  constructor(onChoose: (scenario: Scenario) => void) {
    this.select = h('select', {
      id: 'scenario',
      'aria-describedby': 'scenario-note',
      onchange: () => {
        const scenario = allScenarios[Number(this.select.value)];
        if (scenario !== undefined)
          onChoose(scenario);
      },
    },
    ...allScenarios.map((scenario, i) => h('option', { value: i }, scenario.title)),
    h('option', { value: -1, hidden: true }, 'Your own'));
    this.element = h('div', { class: 'field' }, h('label', { for: 'scenario' }, 'Scenario'), this.select, this.note);
  }

  /** Shows which scenario is on the page; null for the visitor's own text. */
  show(scenario: Scenario | null): void {
    this.select.value = String(scenario === null ? -1 : allScenarios.indexOf(scenario));
    setText(this.note, scenario?.note ?? 'Yours. It stays in this tab, unless you share its link.');
  }
}
