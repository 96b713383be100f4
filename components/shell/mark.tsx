export function Mark({ className = "size-6" }: { className?: string }) {
  return (
    <svg
      className={`${className} shrink-0`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="1.9"
      aria-hidden="true"
    >
      <path d="M2.5 15.2a6 6 0 0 1 12 0M9.5 15.2a6 6 0 0 1 12 0" />
      <path d="M2.5 19.4h19" />
      <path d="M9.5 15.2A6 6 0 0 1 12 10.33A6 6 0 0 1 14.5 15.2z" fill="currentColor" strokeLinejoin="round" />
    </svg>
  );
}
