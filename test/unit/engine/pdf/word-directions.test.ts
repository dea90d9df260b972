import { describe, expect, it } from 'vitest';
import { wordDirections } from '../../../../engine/pdf/word-directions.ts';
import type { Rect } from '../../../../shared/geometry.ts';

const word = (text: string, line: number, rect: Rect): { text: string; line: number; rect: Rect } => ({ text, line, rect });

describe('wordDirections', () => {
  it('lets narrow words run with their line', () => {
    const line = [word('nobody', 1, [312, 305, 43, 17]), word('at', 1, [358, 305, 11, 17]), word('all', 1, [372, 305, 12, 17]), word('it.', 1, [424, 305, 10, 17])];
    expect(wordDirections(line)).toEqual(['right', 'right', 'right', 'right']);
  });
  it('lets a narrow name alone on its line run with its page', () => {
    const page = [word('Name', 1, [72, 100, 34, 17]), word('Ali', 2, [72, 120, 12, 17]), word('Address', 3, [72, 140, 48, 17])];
    expect(wordDirections(page)[1]).toBe('right');
  });
  it('tells a line on its side from the lines around it', () => {
    const page = [word('Statement', 1, [72, 100, 60, 17]), word('follows', 1, [136, 100, 50, 17]), word('Margin', 2, [20, 400, 17, 40]), word('all', 2, [20, 380, 17, 12])];
    expect(wordDirections(page)).toEqual(['right', 'right', 'up', 'up']);
  });
});
