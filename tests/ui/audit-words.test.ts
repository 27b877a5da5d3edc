import { expect, test } from 'vitest';
import { actorWord, callWord, outcomeLook, subjectWord } from '../../src-renderer/features/audit/audit-words.ts';

test('看过谁、自动送出，记录里都用中文写', () => {
  const logged = [
    'desk.open',
    'review.sheet',
    'preRegistration.sheet',
    'photo.readDocument',
    'custody.names',
    'roster.rows',
    'custody.place',
    'sync.push',
  ];
  for (const call of logged) expect(callWord(call)).toMatch(/^\p{Script=Han}+$/u);
  expect(outcomeLook('read').word).toBe('看过');
});

test('没有账户的：登记台自己做的，和没有登录的分得开', () => {
  expect(actorWord('李志远', 'sync.setReceiver')).toBe('李志远');
  expect(actorWord(null, 'sync.push')).toBe('登记台自动');
  expect(actorWord(null, 'session.signIn')).toBe('没有登录');
});

test('内部编号只写末尾，别的照写', () => {
  expect(subjectWord('01a20968-c290-707f-8ae3-9a0fb8b0a8ae')).toBe('…b8b0a8ae');
  expect(subjectWord('clerk1')).toBe('clerk1');
  expect(subjectWord(null)).toBe('');
});
