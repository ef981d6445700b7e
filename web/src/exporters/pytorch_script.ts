// SPDX-License-Identifier: Apache-2.0
/** The parts of a PyTorch script that are the same for every experiment, besides its training (pytorch_training.ts). */

/** `MODULES` is to be replaced by the modules of the network, `INPUTS` by what makes its inputs of x, and `FEATURES_TO_INPUTS` by how. */
export const NETWORK_TEXT = `FEATURES_TO_INPUTS

class Standardize(nn.Module):
    def __init__(self, mean, scale):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean), persistent=False)
        self.register_buffer("scale", torch.tensor(scale), persistent=False)

    def forward(self, x):
        return (INPUTS - self.mean) / self.scale


class Residual(nn.Module):
    """x + the layers of x."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


class OfOneToo:
    """A batch norm of a single number a channel, which PyTorch refuses: it is the mean itself, and the running variance stays."""

    def forward(self, x):
        if not self.training or x.numel() > x.shape[1]:
            return super().forward(x)
        with torch.no_grad():
            self.running_mean.lerp_(x.flatten(), self.momentum)
        channels = (-1,) + (1,) * (x.ndim - 2)
        return (x - x) * self.weight.view(channels) + self.bias.view(channels)


class BatchNorm1d(OfOneToo, nn.BatchNorm1d):
    pass


class BatchNorm2d(OfOneToo, nn.BatchNorm2d):
    pass


def network():
    """From features (N, features) in original units to raw outputs (N, outputs), with the weights above."""
    layers = nn.Sequential(
        Standardize(MEAN, SCALE),
MODULES
    )
    state = layers.state_dict()
    for name, (shape, text) in TENSORS.items():
        numbers = torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)
        state[name] = numbers.reshape(shape).clone()
    layers.load_state_dict(state)
    for name, parameter in layers.named_parameters():
        parameter.requires_grad_(name not in FROZEN)
    return layers


def is_matrix(parameter):
    return parameter.ndim > 1 and parameter.shape[0] > 1 and parameter.numel() > parameter.shape[0]
`;

export const DATA_TEXT = `
def read_csv(file):
    """A line of names, then a sample a line: the features in the order of FEATURES, then the target (a number, a class
    number, or the name of a class). A last column named "part" may say train, validation or test; without it all
    samples are trained on."""
    parts = {part: dict(features=[], targets=[]) for part in ("train", "validation", "test")}
    with open(file, newline="") as lines:
        reader = csv.reader(lines)
        names = next(reader)
        has_part = names[-1] == "part"
        if len(names) - has_part != FEATURE_COUNT + TARGETS:
            raise SystemExit(
                "%s: has %d columns, but %d features and %d targets are needed. Give one column each."
                % (file, len(names) - has_part, FEATURE_COUNT, TARGETS)
            )
        for row in reader:
            part = parts[row.pop() if has_part else "train"]
            part["features"].append([float(cell) for cell in row[:FEATURE_COUNT]])
            targets = row[FEATURE_COUNT:]
            part["targets"].append(
                [float(CLASSES.index(cell) if cell in CLASSES else cell) for cell in targets]
            )
    return parts


def read_data(file):
    """(features (N, features), encoded targets, targets as they are (N, targets)) of each part."""
    if file is None and DATA is None:
        raise SystemExit("The data is not in this script. Name a file: --data FILE.csv, as read_csv says.")
    tables = {}
    for part, rows in (DATA if file is None else read_csv(file)).items():
        features = torch.tensor(rows["features"], dtype=torch.float32).reshape(-1, FEATURE_COUNT)
        targets = torch.tensor(rows["targets"], dtype=torch.float32).reshape(-1, TARGETS)
        tables[part] = (features, encoded(targets), targets)
    if len(tables["train"][0]) == 0:
        raise SystemExit("There are no samples to train on. Give at least one.")
    return tables
`;

export const COMMAND_TEXT = `
def check(training, count=5):
    """Predictions for the first rows, and the loss of the training part before and after one step with all of it."""
    features, _, _ = training.tables["train"]
    before, _ = training.evaluate("train")
    with torch.no_grad():
        predictions = predictions_of(training.network(features[:count]))
    training.step(torch.arange(len(features)))
    after, _ = training.evaluate("train")
    return dict(predictions=predictions.tolist(), loss_before=before, loss_after=after)


def progress_line():
    """Prints a recorded point, once a second at most."""
    last = [0.0]

    def say(training, train_loss, validation_loss):
        if training.rank > 0 or time.monotonic() - last[0] < 1:
            return
        last[0] = time.monotonic()
        validation = "" if validation_loss is None else "  validation loss %.6g" % validation_loss
        print("step %d  training loss %.6g%s" % (training.steps, train_loss, validation), flush=True)

    return say


def main(words=None):
    """Returns the trained network."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", metavar="CSV", help="samples to train on instead of those in the script")
    parser.add_argument("--check", action="store_true", help="predictions and one step, as JSON")
    parser.add_argument("--save", metavar="FILE", help="where the state_dict goes at the end")
    options = parser.parse_args(words)
    processes = int(os.environ.get("WORLD_SIZE", 1))
    if processes > 1:
        distributed.init_process_group("gloo")
    training = Training(read_data(options.data))
    try:
        if options.check:
            answer = check(training)
            if training.rank == 0:
                print(json.dumps(answer))
        else:
            train(training, options.save)
    finally:
        training.close()
    return training.network


def train(training, file):
    """To the end, with the results on standard output and the state_dict in the file, if there is one."""
    training.require_shares()
    sentence, diverged = training.train(progress_line())
    results = {part: training.evaluate(part) for part in training.tables}
    if training.rank == 0:
        print(sentence)
        for part, (loss, accuracy) in results.items():
            if loss is not None:
                ending = "" if accuracy is None else "  accuracy %.4f" % accuracy
                print("%-12s loss %-12.6g%s" % (part, loss, ending))
        if file is not None:
            torch.save(training.network.state_dict(), file)
    if training.processes > 1 and not training.processes_agree():
        raise SystemExit("The processes have different parameters at the end.")
    if diverged:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
`;
