// An event may come more than once: doing this twice must be as good as once.
export const handler = async (event) => {
  console.log(JSON.stringify({ message: "event", event }));
};
