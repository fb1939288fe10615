// The result is the input of the next step.
export const handler = async (input) => {
  console.log(JSON.stringify({ message: "step", input }));
  return { ...input, done: [...(input.done ?? []), process.env.AWS_LAMBDA_FUNCTION_NAME] };
};
