import { type ReactNode, useEffect, useState } from 'react';

/** Says in words that Caps Lock is on; nothing otherwise. Known from the first key on. */
export function CapsLockLine(): ReactNode {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'));
    window.addEventListener('keydown', look);
    window.addEventListener('keyup', look);
    return () => {
      window.removeEventListener('keydown', look);
      window.removeEventListener('keyup', look);
    };
  }, []);
  return (
    <p role="status" className="caps-line">
      {on ? '大写锁定（Caps Lock）开着，密码区分大小写。' : ''}
    </p>
  );
}
