import { type ReactNode, useState } from 'react';
import type { GateState } from '../../stores/session-store.ts';
import { BlockedCard } from './blocked-card.tsx';
import { ChangePasswordCard } from './change-password-card.tsx';
import './gate.css';
import { GateSide } from './gate-side.tsx';
import { NewProfile } from './new-profile.tsx';
import { PreparingCard } from './preparing-card.tsx';
import { RecoverCard } from './recover-card.tsx';
import { RecoverySheet } from './recovery-sheet.tsx';
import { SignInCard } from './sign-in-card.tsx';

/** Everything before work begins: blocked, set-up, sign-in, first password, recovery with the words. */
export function GatePage({ gate }: { readonly gate: GateState }): ReactNode {
  // held here, above the phases: the words must stay on screen although set-up has already ended
  const [words, setWords] = useState<readonly string[] | null>(null);
  const [recovering, setRecovering] = useState(false);

  if (words !== null) return <RecoverySheet words={words} onDone={() => setWords(null)} />;
  if (gate.phase === 'preparing') return <PreparingCard what={gate.problem} />;
  if (gate.phase === 'newProfile') return <NewProfile onSetUp={setWords} />;
  return (
    <main className="gate">
      <GateSide gate={gate} />
      {gate.phase === 'blocked' && <BlockedCard problem={gate.problem} />}
      {gate.phase !== 'blocked' && gate.session?.mustChangePassword && (
        <ChangePasswordCard displayName={gate.session.displayName} />
      )}
      {gate.phase !== 'blocked' &&
        !gate.session &&
        (recovering ? (
          <RecoverCard onLeave={() => setRecovering(false)} />
        ) : (
          <SignInCard gate={gate} onRecover={() => setRecovering(true)} />
        ))}
    </main>
  );
}
