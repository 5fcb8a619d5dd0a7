// Runs before the first paint, so that a dark page does not flash white. The choice of the system holds until a person chooses.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const apply = () => {
    root.dataset.theme = localStorage.getItem('theme') ?? (system.matches ? 'dark' : 'light');
    dispatchEvent(new Event('themechange'));
  };
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('themetoggle', () => {
    localStorage.setItem('theme', root.dataset.theme === 'dark' ? 'light' : 'dark');
    apply();
  });
  apply();
})();
