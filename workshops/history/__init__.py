"""Reading the past of a canvas: any moment, how it grew, what differs. Nothing here writes but keyframes."""
