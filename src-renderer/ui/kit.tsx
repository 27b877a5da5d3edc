import { ConfigProvider, App as KitApp } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { useAppearanceStore } from '../stores/appearance-store.ts';
import { deskTheme, paletteOf } from './theme.ts';
import { cssVariables } from './tokens.ts';

/** The component kit with the desk's own colours, sizes and habits, in the chosen look. */
export function Kit({ children }: { readonly children: ReactNode }): ReactNode {
  const appearance = useAppearanceStore((state) => state.appearance);
  useEffect(() => {
    const root = document.documentElement;
    for (const [name, value] of Object.entries(cssVariables(paletteOf(appearance))))
      root.style.setProperty(name, value);
    root.style.colorScheme = appearance;
  }, [appearance]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={deskTheme(appearance)}
      // the kit would put a space between two characters: 保 存
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      // layers open inside the covered part: when the lock cover falls, dialogs rest with the page they belong to
      getPopupContainer={() => document.getElementById('beneath') ?? document.body}
    >
      <KitApp component={false}>{children}</KitApp>
    </ConfigProvider>
  );
}
