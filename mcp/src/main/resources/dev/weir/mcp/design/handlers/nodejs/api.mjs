export const handler = async (event) => {
  console.log(JSON.stringify({ message: "request", route: event.routeKey, id: event.requestContext?.requestId }));
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ route: event.routeKey, parameters: event.pathParameters ?? {} }),
  };
};
