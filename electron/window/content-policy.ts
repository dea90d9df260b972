/** Headers of every answer to the window: nothing but the application's own scripts, styles, pictures and calls; no permission for anything. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "font-src 'self'", "connect-src 'self'", "object-src 'none'",
    "worker-src 'none'", "frame-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
    "require-trusted-types-for 'script'", 'trusted-types default',
    // No new window, no download, no navigation of its own; forms stay, for their events, and dialogs for printing.
    'sandbox allow-scripts allow-same-origin allow-forms allow-modals',
  ].join('; '),
  'permissions-policy': [
    'accelerometer', 'autoplay', 'bluetooth', 'camera', 'clipboard-read', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'idle-detection',
    'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'storage-access', 'usb', 'window-management', 'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`).join(', '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
