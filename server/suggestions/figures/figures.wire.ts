import {
  listSectionCases,
  showCoverage,
  showDeputyBoard,
  showFigures,
  showOfficeBoard,
  showOverdue,
  showProgress,
  showSections,
  showUnitBoard,
} from '../../../shared/figures.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import { makeDeputyBoard, makeOfficeBoard, makeUnitBoard } from './boards.actions.ts';
import { makeShowCoverage } from './coverage.actions.ts';
import { makeShowOverdue, makeShowProgress } from './progress.actions.ts';
import { makeListSectionCases, makeShowSections } from './sections.actions.ts';
import { type FigureParts, makeShowFigures } from './figures.actions.ts';

/** Ties the contracts of figures and boards to their actions. */
export const figureBindings = (parts: FigureParts): Binding[] => [
  bind(showFigures, makeShowFigures(parts)),
  bind(showProgress, makeShowProgress(parts)),
  bind(showOverdue, makeShowOverdue(parts)),
  bind(showOfficeBoard, makeOfficeBoard(parts)),
  bind(showUnitBoard, makeUnitBoard(parts)),
  bind(showSections, makeShowSections(parts)),
  bind(listSectionCases, makeListSectionCases(parts)),
  bind(showDeputyBoard, makeDeputyBoard(parts)),
  bind(showCoverage, makeShowCoverage(parts)),
];
