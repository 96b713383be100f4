import { Search } from "lucide-react";

type ListSearchProps = { label: string; text: string; onType: (text: string) => void };

/** Narrows a list as one types. */
export function ListSearch({ label, text, onType }: ListSearchProps) {
  return (
    <search className="relative grow basis-56 md:max-w-80">
      <Search
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
        className="h-9 w-full rounded-control border border-control bg-surface pr-2 pl-8 text-body placeholder:text-muted max-sm:h-11 max-sm:text-[16px] pointer-coarse:h-11 pointer-coarse:text-[16px] [&::-webkit-search-cancel-button]:hidden"
      />
    </search>
  );
}
