/** Least length of a password in characters, as the contract asks. */
export const LEAST_PASSWORD = 8;

/** What is wrong with a new password typed twice; null = nothing. */
export function newPasswordProblem(first: string, second: string): string | null {
  const length = Array.from(first).length;
  if (length < LEAST_PASSWORD) return `新密码 ${length} 位，至少 ${LEAST_PASSWORD} 位。`;
  return first === second ? null : '两次输入的新密码不一样。再输一遍。';
}
