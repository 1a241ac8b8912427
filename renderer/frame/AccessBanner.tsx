import { useConnection, useMessages } from '../store/context.ts';
import { Banner } from '../ui/Banner.tsx';

/** Shown where the browser refuses to keep the page's access. */
export const AccessBanner = () => {
  const { access } = useMessages().common;
  const isKept = useConnection((s) => s.isAccessKept);
  if (isKept) return null;
  return (
    <Banner tone="info" title={access.notKept}>
      {access.notKeptText}
    </Banner>
  );
};
