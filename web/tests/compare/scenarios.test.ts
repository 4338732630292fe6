import { expect, test } from 'vitest';
import { makeScenarios } from '../../scripts/scenarios.mjs';
import { parsePassages, writePassages } from '../../src/compare/passages/passageText';
import { allScenarios } from '../../src/compare/scenarios/scenario';

test('allScenarios_MadeAgain_AreTheSame', () => {
  expect(makeScenarios()).toEqual(allScenarios);
});

test('allScenarios_First_IsThatOfTheCommandLine', () => {
  expect(allScenarios[0]!.query).toBe('Does the free plan include API access?');
  expect(allScenarios[0]!.passages).toHaveLength(2);
});

test('allScenarios_WrittenIntoTheEditor_AreReadAsTheSamePassages', () => {
  for (const { passages } of allScenarios) {
    const { text, split } = writePassages(passages);
    expect(parsePassages(text, split).passages).toEqual(passages.map((passage) => passage.text.trim()));
  }
});

test('allScenarios_WhereBothPutTheSameFirst_SayItOnce', () => {
  expect(allScenarios.at(-1)!.note).toContain('both put the same one first, one that is only related.');
});
