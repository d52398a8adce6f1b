/** Python that runs in the worker, as text. */
declare module "*.py" {
  const code: string;
  export default code;
}
