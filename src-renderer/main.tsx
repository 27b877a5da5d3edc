import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followChanges, queryClient } from './bridge/query-client.ts';
import { Kit } from './ui/kit.tsx';
import './ui/base.css';
import './ui/frame.css';

followChanges(queryClient);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Kit>
        <App />
      </Kit>
    </QueryClientProvider>
  </StrictMode>,
);
