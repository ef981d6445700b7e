// SPDX-License-Identifier: Apache-2.0
/** The parts of a PyTorch script that are the same for every experiment. */

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

export const TRAINING_TEXT = `
class Training:
    """One training: a step, and what is measured between steps. The same numbers in every process."""

    def __init__(self, tables):
        self.rank = int(os.environ.get("RANK", 0))
        self.processes = int(os.environ.get("WORLD_SIZE", 1))
        self.tables = tables
        self.network = network()
        self.learning = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        self.parallel = self.network
        if self.processes > 1:
            self.parallel = nn.parallel.DistributedDataParallel(self.network)
        self.optimizer = optimizer_of(self.learning)
        # Tensors of the last exchange: a thread of gloo that is the last to hold one can block the end of the group.
        self.exchanged = [None, None]
        self.steps = 0
        self.gradient_norm = math.nan
        count = len(tables["train"][0])
        self.batch_size = min(BATCH_SIZE or count, count)
        self.steps_per_epoch = math.ceil(count / self.batch_size)
        self.schedule = Schedule(self.last_step(), self.steps_per_epoch)
        self.order = torch.arange(count)
        self.random = torch.Generator().manual_seed(SEED)

    def next_batch(self):
        """Row numbers of the next batch: a new order in every epoch."""
        place = self.steps % self.steps_per_epoch * self.batch_size
        if place == 0 and self.steps_per_epoch > 1:
            self.order = torch.randperm(len(self.order), generator=self.random)
        return self.order[place : place + self.batch_size]

    def penalty(self):
        total = torch.zeros(())
        if L1 == 0 and L2 == 0:
            return total
        for name, w in self.network.named_parameters():
            if PENALIZED is None or name in PENALIZED:
                total = total + L1 * w.abs().sum() + L2 / 2 * w.square().sum()
        return total

    @torch.no_grad()
    def swap_averages(self):
        """Where the optimizer averages its path, the averages take the place of the last parameters; once more: back."""
        for w in self.learning.values():
            average = self.optimizer.state[w].get("ax") if w in self.optimizer.state else None
            if average is not None:
                last = w.clone()
                w.copy_(average)
                average.copy_(last)

    def step(self, rows):
        """One update with these rows. Returns the loss of the batch; where it is not finite there was no update."""
        self.swap_averages()
        try:
            return self.step_from_last(rows)
        finally:
            self.swap_averages()

    def step_from_last(self, rows):
        features, targets, _ = self.tables["train"]
        mine = rows[self.rank :: self.processes]
        # The mean over processes of the weighted means is the mean over the batch; a process without samples counts 0.
        share = self.processes * len(mine) / len(rows)
        mine = mine if len(mine) > 0 else rows[:1]
        last = [0.0]

        @torch.enable_grad()
        def objective():
            """Loss and penalty, with their gradient in the parameters."""
            # The same units are dropped whenever it is asked in one step.
            torch.manual_seed(((SEED * 1000003 + self.steps) * self.processes + self.rank) % 2**63)
            self.optimizer.zero_grad()
            loss = share * loss_of(self.parallel(features[mine]), targets[mine])
            penalty = self.penalty()
            (loss + penalty).backward()
            mean = self.exchanged[0] = loss.detach().clone()
            if self.processes > 1:
                distributed.all_reduce(mean)
                mean /= self.processes
            last[0] = float(mean)
            return mean + penalty.detach()

        self.network.train()
        for name in FROZEN_NORMS:
            self.network.get_submodule(name).eval()
        objective()
        loss = last[0]
        if not math.isfinite(loss):
            return loss
        parameters = list(self.learning.values())
        self.gradient_norm = math.sqrt(sum(float(p.grad.square().sum()) for p in parameters))
        if CLIP_NORM is not None:
            nn.utils.clip_grad_norm_(parameters, CLIP_NORM)
        if CLIP_VALUE is not None:
            nn.utils.clip_grad_value_(parameters, CLIP_VALUE)
        self.set_rates()
        if NEEDS_OBJECTIVE:
            # Looks beside the step's own measure no statistics.
            measured = [buffer.clone() for buffer in self.network.buffers()]
            self.optimizer.step(objective)
            for buffer, value in zip(self.network.buffers(), measured):
                buffer.copy_(value)
        else:
            self.optimizer.step()
        self.steps += 1
        self.schedule.observe(loss)
        return loss

    def set_rates(self):
        momentum = self.schedule.momentum(self.steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate(self.steps)
            if momentum is not None and CYCLES == "momentum":
                group["momentum"] = momentum
            if momentum is not None and CYCLES == "betas":
                group["betas"] = (momentum, group["betas"][1])

    @torch.no_grad()
    def evaluate(self, part):
        """(loss, accuracy) of a part; accuracy None for real targets, both None without samples."""
        features, targets, originals = self.tables[part]
        if len(features) == 0:
            return None, None
        if self.processes > 1:
            for buffer in self.network.buffers():
                distributed.broadcast(buffer, 0)
        self.network.eval()
        outputs = torch.cat([self.network(rows) for rows in features.split(4096)])
        classes = classes_of(outputs)
        accuracy = None if classes is None else float((classes == originals[:, 0]).float().mean())
        return float(loss_of(outputs, targets)), accuracy

    def train(self, say):
        """To the end. Returns a sentence, and whether the run has diverged."""
        previous = None
        limit = math.inf
        best = None
        since_best = 0
        # Of the batches since the last point: the sum of the losses of their samples, and their number.
        total, seen = 0.0, 0
        while True:
            if RECORD_TRAIN == "running" and seen > 0:
                train_loss = total / seen
            else:
                train_loss, _ = self.evaluate("train")
            validation_loss, _ = self.evaluate("validation")
            watched = train_loss if validation_loss is None else validation_loss
            say(self, train_loss, validation_loss)
            if not math.isfinite(train_loss) or train_loss > limit:
                return "Diverged at step %d: the loss is %g." % (self.steps, train_loss), True
            end = None
            if previous is None:
                limit = DIVERGENCE_FACTOR * max(1.0, train_loss)
            elif STOP_LOSS_BELOW is not None and train_loss < STOP_LOSS_BELOW:
                end = "Done: the training loss %g is below %g." % (train_loss, STOP_LOSS_BELOW)
            elif STOP_GRADIENT_NORM_BELOW is not None and self.gradient_norm < STOP_GRADIENT_NORM_BELOW:
                end = "Done: the gradient's norm is %g." % self.gradient_norm
            elif STOP_LOSS_CHANGE_BELOW is not None and abs(train_loss - previous) < STOP_LOSS_CHANGE_BELOW:
                end = "Done: the training loss changed by less than %g." % STOP_LOSS_CHANGE_BELOW
            # The untrained network is nothing to go back to, and costs no patience.
            if PATIENCE is not None and self.steps > 0:
                if best is None or watched < best[0] - MINIMUM_IMPROVEMENT:
                    state = {name: value.clone() for name, value in self.network.state_dict().items()}
                    best, since_best = (watched, self.steps, state), 0
                else:
                    since_best += 1
                    if since_best >= PATIENCE and end is None:
                        end = "Stopped early: the loss was best at step %d." % best[1]
            if end is None and self.is_last():
                end = "Done: %d steps." % self.steps
            if end is not None:
                if best is not None and RESTORE_BEST:
                    self.network.load_state_dict(best[2])
                return end, False
            previous = train_loss
            total, seen = 0.0, 0
            while True:
                rows = self.next_batch()
                loss = self.step(rows)
                total, seen = total + loss * len(rows), seen + len(rows)
                if not math.isfinite(loss) or loss > limit:
                    return "Diverged at step %d: the loss is %g." % (self.steps, loss), True
                if self.is_recorded() or self.is_last():
                    break

    def is_recorded(self):
        every = RECORD_EVERY * (self.steps_per_epoch if RECORD_UNIT == "epoch" else 1)
        return self.steps % every == 0

    def last_step(self):
        ends = [] if STOP_STEPS is None else [STOP_STEPS]
        return min(ends + ([] if STOP_EPOCHS is None else [STOP_EPOCHS * self.steps_per_epoch]))

    def is_last(self):
        return self.steps >= self.last_step()

    def require_shares(self):
        """A batch norm sees nothing but its bias in a share of one sample; where all are such, nothing is learnt."""
        norms = [n for n, m in self.network.named_modules() if isinstance(m, BatchNorm1d)]
        if self.batch_size >= 2 * self.processes or self.processes == 1 or set(norms) <= set(FROZEN_NORMS):
            return
        raise SystemExit(
            "Some of %d processes get less than two samples of a batch of %d, too few for a batch norm. "
            "Start fewer processes, or raise BATCH_SIZE." % (self.processes, self.batch_size)
        )

    def processes_agree(self):
        """Whether every process has the same parameters."""
        mine = torch.cat([p.detach().flatten() for p in self.network.parameters()])
        first = mine.clone()
        distributed.broadcast(first, 0)
        agree = torch.tensor(float(torch.equal(mine, first)))
        self.exchanged = [first, agree]
        distributed.all_reduce(agree)
        return float(agree) == self.processes

    def close(self):
        if self.processes > 1:
            self.parallel = self.network
            distributed.destroy_process_group()


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
