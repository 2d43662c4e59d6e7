-- What somebody does in Neovim, with the setup of docs/editors.md. What came of it goes as JSON to $REPORT; the assertions are in
-- neovim.itest.ts. Nothing sleeps: `vim.wait` goes on as soon as its condition is true.
local report = { notified = {} }
vim.notify = function(message) table.insert(report.notified, message) end

-- What plugins claim beyond what Neovim says by itself.
if (vim.env.CLAIMED or '') ~= '' then
  local start = vim.lsp.start_client
  vim.lsp.start_client = function(config)
    config.capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), vim.fn.json_decode(vim.env.CLAIMED))
    return start(config)
  end
end

local function wait(what, condition)
  if not vim.wait(tonumber(vim.env.PATIENCE or '60000'), condition, 10) then error('it never came to pass: ' .. what) end
end

--- Line and column of the first place of a text in this buffer, as a cursor has them; `inside` counts bytes from its start.
local function go(text, inside)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local from = line:find(text, 1, true)
    if from then
      vim.api.nvim_win_set_cursor(0, { number, from - 1 + (inside or 0) })
      return number, line, from
    end
  end
  error('there is no ' .. text .. ' in ' .. vim.api.nvim_buf_get_name(0))
end

local function replace(text, by)
  local number, line, from = go(text)
  vim.api.nvim_buf_set_lines(0, number - 1, number, true, { line:sub(1, from - 1) .. by .. line:sub(from + #text) })
end

local function errors(buffer)
  return vim.diagnostic.get(buffer or 0, { severity = vim.diagnostic.severity.ERROR })
end

local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
  end
end

--- The lines of the window that an action floats over the text; closed afterwards.
local function float(what, action)
  action()
  wait(what, floating)
  local window = floating()
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
  vim.api.nvim_win_close(window, true)
  return lines
end

--- What <C-x><C-o> lists at the end of a text.
local function completions(text)
  go(text, #text)
  local params = vim.lsp.util.make_position_params()
  -- After the last letter, where a cursor can be only in insert mode.
  params.position.character = select(2, go(text)):find(text, 1, true) - 1 + #text
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 60000)
  local words = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(vim.lsp.util.text_document_completion_list_to_complete_items(answer.result, '')) do table.insert(words, item.word) end
  end
  return words
end

local steps = {}

function steps.start()
  vim.cmd('edit flows/paid-orders.flow')
  wait('the server is there', function()
    local _, client = next(vim.lsp.buf_get_clients(0))
    return client ~= nil and client.initialized
  end)
  report.filetype = vim.bo.filetype
end

function steps.diagnostics()
  replace('order.financial_status', 'order.financial_statu')
  wait('an error is shown', function() return #errors() > 0 end)
  local shown = errors()
  report.wrong = { count = #shown, line = shown[1].lnum + 1, column = shown[1].col + 1, message = shown[1].message, source = shown[1].source }
  replace('order.financial_statu ', 'order.financial_status ')
  wait('the error is gone', function() return #errors() == 0 end)
end

function steps.completion()
  replace("order.financial_status == 'paid'", 'order.')
  report.fields = completions('filter order.')
  vim.cmd('undo')
  replace('shop.listOrders(', 'shop.(')
  report.endpoints = completions('from shop.')
  vim.cmd('undo')
  wait('no error is left', function() return #errors() == 0 end)
end

function steps.hover()
  go('listOrders', 2)
  report.hover = float('hover', vim.lsp.buf.hover)
  go('email: order.email', 2)
  report.signature = float('signature help', vim.lsp.buf.signature_help)
end

function steps.definition()
  go('listOrders', 2)
  vim.lsp.buf.definition()
  wait('the connector is opened', function() return vim.api.nvim_buf_get_name(0):match('shopify%.connector$') end)
  report.definition = vim.api.nvim_get_current_line()
  vim.cmd('buffer paid-orders.flow')
end

function steps.hints()
  local _, client = next(vim.lsp.buf_get_clients(0))
  local answer = client.request_sync('textDocument/inlayHint', {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(0), character = 0 } },
  }, 60000)
  report.hints = {}
  for _, hint in ipairs(answer.result) do
    table.insert(report.hints, type(hint.label) == 'string' and hint.label or table.concat(vim.tbl_map(function(part) return part.value end, hint.label)))
  end
end

function steps.rename()
  go('as order', 4)
  vim.lsp.buf.rename('sold')
  wait('the binding is renamed', function() return vim.fn.search('dedupe sold.id', 'nw') > 0 end)
  go('shopify.acme', 9)
  vim.lsp.buf.rename('emporium')
  -- Neovim 0.7 changes all files in one go.
  wait('the instance is renamed', function() return vim.fn.search('shopify.emporium', 'nw') > 0 end)
  vim.cmd('wall')
  wait('no error is left', function()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do if #errors(buffer) > 0 then return false end end
    return true
  end)
end

function steps.formatting()
  vim.cmd('edit flows/members.flow')
  wait('it is attached', function() return next(vim.lsp.buf_get_clients(0)) ~= nil end)
  report.before = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
  vim.cmd([[silent %s/^  /       /]])
  vim.lsp.buf.formatting_sync(nil, 60000)
  report.formatted = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
end

function steps.workspaceFile()
  vim.cmd('edit patchbay.json')
  wait('it is attached', function() return next(vim.lsp.buf_get_clients(0)) ~= nil end)
  report.clients = #vim.lsp.get_active_clients()
  replace('"connector": "shopify"', '"connector": "shopifi"')
  wait('the error in patchbay.json is shown', function() return #errors() > 0 end)
  local flow = vim.fn.bufnr('paid-orders.flow')
  wait('and what follows from it in the flow', function() return #errors(flow) > 0 end)
  report.inWorkspaceFile = errors()[1].message
  replace('"connector": "shopifi"', '"connector": "shopify"')
  wait('both are gone', function() return #errors() == 0 and #errors(flow) == 0 end)
end

local ok, message = xpcall(function()
  for _, name in ipairs({ 'start', 'diagnostics', 'completion', 'hover', 'definition', 'hints', 'rename', 'formatting', 'workspaceFile' }) do
    report.step = name
    steps[name]()
  end
end, debug.traceback)
if not ok then report.failed = message end
report.log = vim.fn.filereadable(vim.lsp.get_log_path()) == 1 and vim.fn.readfile(vim.lsp.get_log_path()) or {}
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.REPORT)
vim.cmd('qall!')
