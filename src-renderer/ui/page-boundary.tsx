import { Component, type ReactNode } from 'react';
import { go } from '../stores/navigation-store.ts';
import { ActionBar } from './action-bar.tsx';
import { Page } from './page.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly broken: boolean };

/**
 * A page that breaks while it is drawn must not take the whole window with it: rail, search and lock stay, what was saved
 * is saved, and the person goes on elsewhere. React knows such a boundary only as a class.
 */
export class PageBoundary extends Component<Props, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Page
        title="这一页没有打开"
        actions={
          <ActionBar
            primary={{ label: '回到首页', keyHint: '回车', onAct: () => go({ area: 'home' }) }}
            others={[{ label: '再打开一次', onAct: () => this.setState({ broken: false }) }]}
          />
        }
      >
        <p>程序在画这一页时出了错。已存的都在，别的页照常用。</p>
        <p className="second">再打开一次还是这样，把页名和刚才按的键告诉管理员。</p>
      </Page>
    );
  }
}
