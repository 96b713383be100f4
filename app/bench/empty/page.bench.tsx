/** An empty dynamic page: the floor that the list is measured against. */
export default function EmptyBenchPage() {
  return <main />;
}
